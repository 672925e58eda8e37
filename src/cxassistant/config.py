"""Settings, passed in as a value: defaults < ``cxassistant.toml`` < environment < arguments.

Environment names are ``CXASSISTANT_`` and the field's name, such as ``CXASSISTANT_MODEL``.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any, Literal
from urllib.parse import urlsplit

import platformdirs
from pydantic import Field, ValidationError, field_validator
from pydantic_settings import (
    BaseSettings,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
    TomlConfigSettingsSource,
)

from cxassistant.errors import ConfigError

CONFIG_FILE = "cxassistant.toml"
PASSWORD = "CXASSISTANT_PASSWORD"  # of the environment alone, like the key
LLM_KEY = "CXASSISTANT_LLM_KEY"  # of the environment alone: it never stands in a file, a log or a message
BUNDLED_MODEL = "bundled"
BUNDLED_PLAIN_MODEL = "bundled-plain"  # without the adapter


class Settings(BaseSettings):
    """All settings of the program; unknown names and out-of-range values are refused."""

    model_config = SettingsConfigDict(
        env_prefix="CXASSISTANT_", toml_file=CONFIG_FILE, extra="forbid", frozen=True
    )

    corpus: Path = Field(Path("corpus"), description="Folder with the documents")
    index: Path = Field(Path("index"), description="Folder that holds the index")
    model: str = Field(
        BUNDLED_MODEL,
        min_length=1,
        description="'bundled', 'bundled-plain', a sentence-transformers folder, or the name of a hub model",
    )
    reranker: str = Field(
        "",
        description="A sentence-transformers cross-encoder (folder or hub name) that reorders what was found",
    )
    cache: Path = Field(
        Path(platformdirs.user_cache_dir("cxassistant")), description="Where converted models are kept"
    )
    max_file_mb: float = Field(20, gt=0, le=1000, description="Larger files of the corpus are skipped")
    max_question_chars: int = Field(2000, ge=50, le=20000, description="Longer questions are refused")
    passage_words: int = Field(80, ge=20, le=300, description="Words that a passage aims at")
    max_quotes: int = Field(3, ge=1, le=10, description="Most quotes in one answer")
    old_years: int = Field(
        8, ge=0, le=100, description="Point out that the newest source of an answer is older; 0: never"
    )
    feedback: Path = Field(Path("feedback.jsonl"), description="File that keeps readers' verdicts on answers")
    host: str = Field("127.0.0.1", description="Address that the page listens on")
    port: int = Field(7860, ge=1, le=65535, description="Port of the page")
    root_path: str = Field(
        "",
        pattern=r"^(/[\w.~-]+)*$",
        description="Path under which a reverse proxy serves the page, such as /cx",
    )
    hosts: str = Field(
        "", description="Further host names that the page answers to, with commas: those of a reverse proxy"
    )
    queue: int = Field(
        40,
        ge=1,
        le=1000,
        description="Questions of all readers that may wait; who comes later is told that it is busy",
    )
    corpus_view: Literal["auto", "on", "off"] = Field(
        "auto",
        description="The page's view of the corpus, where documents are added: 'auto' shows it to this computer only",
    )
    user: str = Field("", description="Name to sign in with; the password goes into the environment")
    engine: Literal["auto", "extractive", "llm"] = Field(
        "auto",
        description="Who writes answers: 'extractive' quotes, 'llm' has the language model write them, 'auto' does so"
        " where a server is set and answers",
    )
    llm_url: str = Field(
        "", description="Base address of an OpenAI-compatible server, such as http://127.0.0.1:11434/v1"
    )
    llm_model: str = Field("", description="Name of the model there; empty: the first that the server lists")
    llm_timeout: float = Field(
        90, gt=0, le=3600, description="Seconds after which an answer by the language model is given up"
    )
    llm_patience: float = Field(
        30, gt=0, le=3600, description="Seconds without a new word after which it is given up"
    )
    llm_context: int = Field(
        4096,
        ge=1024,
        le=2_000_000,
        description="Tokens that the model can hold, question and answer together",
    )
    llm_answer_tokens: int = Field(500, ge=50, le=8000, description="Most tokens of an answer")
    llm_unsupported: Literal["hide", "strike"] = Field(
        "hide", description="What happens to a sentence that its sources do not bear out"
    )
    llm_translate: bool = Field(True, description="Whether quotes in another language get a translation")
    threads: int = Field(0, ge=0, le=256, description="Threads of the embedding runtime; 0: all cores")

    @field_validator("llm_url")
    @classmethod
    def _is_plain_address(cls, url: str) -> str:
        """A server's address holds no secrets: it is shown, a key is not."""
        if not url:
            return url
        parts = urlsplit(url)
        if parts.scheme not in ("http", "https") or not parts.hostname:
            raise ValueError("it must begin with http:// or https:// and name a host")
        if parts.username or parts.password or parts.query:
            raise ValueError(f"it may hold no name, key or query; put the key in {LLM_KEY}")
        return url.rstrip("/")

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Arguments first, then the environment, then the file in the working folder."""
        return init_settings, env_settings, TomlConfigSettingsSource(settings_cls)


def load_settings(**overrides: Any) -> Settings:
    """Read the settings; overrides that are None do not count. Raises ConfigError naming the setting."""
    given = {name: value for name, value in overrides.items() if value is not None}
    try:
        return Settings(**given)
    except ValidationError as error:
        first = error.errors()[0]
        name = ".".join(str(part) for part in first["loc"]) or "settings"
        raise ConfigError(
            f"Setting '{name}': {first['msg']}. Correct it in {CONFIG_FILE}, in the environment"
            f" (CXASSISTANT_{name.upper()}) or in the command."
        ) from None
    except (ValueError, OSError) as error:  # a TOML file that does not parse or cannot be read
        raise ConfigError(f"{CONFIG_FILE} cannot be read: {error}. Correct or remove it.") from None
