"""What coordinators wrote down for people who cannot sign in, for those people to read."""
