"""What each command of the program does, a module a command.

Nothing that a build needs lives here.
"""
