"""What other services stand on: the database opened, day, sample, deadlines, points, roll-ups, how a return stands."""
