"""Excel in and out: guard, layout, template, reader."""
