"""What every office in these tests works with, the one that dies in a process of its own too."""

from alongside.mail.worker import Pace

KEY = b"k" * 32
SITE = "https://alongside.example.org"
QUICK = Pace(sign_of_life=0.2, dead_after=1, pause=0.2, look_again=0.2)
