"""Counts tokens as the tokenizer o200k of language models does: `python3 bench/tokens.py FILE...`, or standard input."""

import json
import shutil
import subprocess
import sys
from pathlib import Path

GPT_TOKENIZER_VERSION = "4.0.0"
PROGRAM = """
const { countTokens } = require('gpt-tokenizer/encoding/o200k_base');
const texts = JSON.parse(require('fs').readFileSync(0, 'utf8'));
console.log(JSON.stringify(texts.map(text => countTokens(text))));
"""
FOLDER = Path(__file__).resolve().parent.parent / "build" / "bench" / "tokens"


class TokenCounter:
    """The npm package gpt-tokenizer, which is fetched where it is not there yet."""

    def __init__(self, folder: Path = FOLDER):
        self.folder = folder
        if not (folder / "node_modules" / "gpt-tokenizer").exists():
            if shutil.which("npm") is None:
                raise LookupError("npm is not on PATH")
            folder.mkdir(parents=True, exist_ok=True)
            command = ["npm", "install", "--silent", "--no-audit", "--no-fund", f"gpt-tokenizer@{GPT_TOKENIZER_VERSION}"]
            subprocess.run(command, cwd=folder, check=True, stdout=subprocess.DEVNULL)

    def counts(self, texts: list[str]) -> list[int]:
        """Of each of the texts."""
        done = subprocess.run(
            ["node", "-e", PROGRAM], cwd=self.folder, input=json.dumps(texts), check=True, capture_output=True, text=True
        )
        return json.loads(done.stdout)

    def count(self, text: str) -> int:
        return self.counts([text])[0]


def main() -> None:
    names = sys.argv[1:]
    texts = [Path(name).read_text() for name in names] or [sys.stdin.read()]
    for name, tokens in zip(names or ["-"], TokenCounter().counts(texts)):
        print(f"{tokens}\t{name}")


if __name__ == "__main__":
    main()
