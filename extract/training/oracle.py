"""How well perfect reading would score behind the finder, the windows and the merging (the ceiling)."""
import sys
from pathlib import Path
import numpy as np
import argparse
from train import gold_items, tokenizer_of, entity_table, prepare, find_mentions, line
from decode import decide, Thresholds
from score import score
args = argparse.Namespace(data=Path(sys.argv[1]))
for name in ("dev", "train", "made"):
    items = gold_items(args, name)
    rows = prepare(items, tokenizer_of(args), find_mentions, entity_table(args))
    posts = {p["id"]: p for p, _ in items}
    guess = {}
    for w in rows:
        best = {}
        for a in w.acts:
            best[(a.first, a.second, a.type)] = {"pair": (a.first, a.second), "type": a.type, "score": 0.0, "exists": 1.0, "direction": a.direction, "status": a.status,
                "sphere": a.sphere, "reported": a.reported, "date": a.date, "span": (a.evidence[0]-1, a.evidence[1]-1) if a.evidence else (0, 1), "confidence": 1.0}
        guess.setdefault(w.post, []).extend(decide(w, list(best.values()), Thresholds(), posts[w.post]["text"], posts[w.post]["date"]))
    print(name, len(items), "posts", len(rows), "windows", "actors", np.mean([len(w.actors) for w in rows]), "tokens", np.mean([len(w.ids) for w in rows]), "acts", sum(len(w.acts) for w in rows))
    print(line(score({p["id"]: a for p, a in items}, guess)))
