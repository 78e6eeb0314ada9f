"""What a call is and which rules hold for it. Standard library only."""
