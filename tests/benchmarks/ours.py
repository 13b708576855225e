"""The whole product, as `alongside serve` makes it, on the database that the benchmark filled."""

import os
from pathlib import Path

from alongside.app import create_app
from alongside.identity.keys import load_keys
from alongside.serving import Urls, make_site, settle_memory
from alongside.settings import Settings

settings = Settings(demo=False)
keys = load_keys(Path(os.environ["BENCH_KEYS"]))
app = create_app(settings, make_site(settings, Urls(os.environ["BENCH_URL"], None), keys), keys)
settle_memory()
