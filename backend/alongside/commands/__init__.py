"""What only whoever runs the installation does, from its own machine."""
