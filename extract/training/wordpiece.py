"""The tokeniser: BERT's cased WordPiece with offsets into the original text."""

from collections.abc import Sequence

from tokenizers import Tokenizer
from tokenizers.models import WordPiece
from tokenizers.normalizers import BertNormalizer
from tokenizers.pre_tokenizers import BertPreTokenizer


def make_tokenizer(vocabulary: Sequence[str]) -> Tokenizer:
    tokenizer = Tokenizer(WordPiece({p: i for i, p in enumerate(vocabulary)}, unk_token="[UNK]", max_input_chars_per_word=100))
    tokenizer.normalizer = BertNormalizer(clean_text=True, handle_chinese_chars=True, strip_accents=False, lowercase=False)
    tokenizer.pre_tokenizer = BertPreTokenizer()
    return tokenizer
