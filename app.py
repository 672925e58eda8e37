"""Starts the chat page: ``python app.py``. Settings come from cxassistant.toml and the environment."""

import sys

from cxassistant import CxAssistantError, load_settings
from cxassistant.ui import serve

if __name__ == "__main__":
    try:
        serve(load_settings())
    except CxAssistantError as error:
        sys.exit(f"cxassistant: {error}")
