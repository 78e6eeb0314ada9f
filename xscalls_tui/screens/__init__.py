"""What the operator sees: screens compose widgets, ask services through one worker helper, and run
commands."""
