"""A second step when signing in: codes of an app, and recovery codes."""
