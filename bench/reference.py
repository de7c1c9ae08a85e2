"""The same work as the benchmarks do, with PyTorch and pandas. Prints the median seconds of one round.

python3 reference.py train ROWS BATCH            one epoch of training 42 -> 64 -> 32 -> 3 with Adam, on all cores, as
                                                 PyTorch does it where nobody tells it anything
python3 reference.py train ROWS BATCH THREADS    the same with so many threads: for a network this small one is faster
python3 reference.py indicators BARS             simple and exponential mean, RSI, MACD, Bollinger bands, rate of change
"""

import statistics
import sys
import time

ROUNDS = 5


def median_seconds(work):
    times = []
    for _ in range(ROUNDS):
        start = time.perf_counter()
        work()
        times.append(time.perf_counter() - start)
    return statistics.median(times)


def train(rows, batch, threads=None):
    import torch
    from torch import nn

    if threads is not None:
        torch.set_num_threads(threads)
    torch.manual_seed(1)
    inputs = torch.rand(rows, 42)
    targets = torch.randint(0, 3, (rows,))
    network = nn.Sequential(nn.Linear(42, 64), nn.ReLU(), nn.Linear(64, 32), nn.ReLU(), nn.Linear(32, 3))
    optimizer = torch.optim.Adam(network.parameters(), lr=1e-3, weight_decay=1e-4)
    loss_function = nn.CrossEntropyLoss()

    def epoch():
        order = torch.randperm(rows)
        for first in range(0, rows, batch):
            chosen = order[first : first + batch]
            optimizer.zero_grad()
            loss_function(network(inputs[chosen]), targets[chosen]).backward()
            torch.nn.utils.clip_grad_norm_(network.parameters(), 1.0)
            optimizer.step()

    return median_seconds(epoch)


def indicators(bars):
    import numpy as np
    import pandas as pd

    close = pd.Series(100 + np.random.default_rng(7).normal(0, 0.1, bars).cumsum())

    def compute():
        close.rolling(20).mean()
        close.ewm(span=20, adjust=False).mean()
        change = close.diff()
        gain = change.clip(lower=0).ewm(alpha=1 / 14, adjust=False).mean()
        loss = (-change).clip(lower=0).ewm(alpha=1 / 14, adjust=False).mean()
        100 - 100 / (1 + gain / loss)
        line = close.ewm(span=12, adjust=False).mean() - close.ewm(span=26, adjust=False).mean()
        line - line.ewm(span=9, adjust=False).mean()
        middle, deviation = close.rolling(20).mean(), close.rolling(20).std()
        middle + 2 * deviation
        middle - 2 * deviation
        close.pct_change(10) * 100

    return median_seconds(compute)


if __name__ == "__main__":
    works = {"train": train, "indicators": indicators}
    print(works[sys.argv[1]](*map(int, sys.argv[2:])))
