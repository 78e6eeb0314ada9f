"""What the program can do: each use case asks the permission rules, runs in one transaction and is
journalled. The only door to the data for everything above."""
