"""What every part stands on. Nothing here knows of coaches or leaders."""
