"""What users do, one verb a module: permission first, then one transaction per action."""
