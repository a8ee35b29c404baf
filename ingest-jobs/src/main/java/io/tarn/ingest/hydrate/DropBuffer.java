package io.tarn.ingest.hydrate;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Gathers drops and writes them as runs sorted by place, a bounded number at a time. Not thread-safe. */
final class DropBuffer {
    /** About 40 MB on the heap. */
    private static final int CAPACITY = 1_000_000;

    private final WorkArea work;
    private final int capacity;
    private final List<Drop> drops = new ArrayList<>();
    private final List<DropRun> runs = new ArrayList<>();

    DropBuffer(WorkArea work) {
        this(work, CAPACITY);
    }

    DropBuffer(WorkArea work, int capacity) {
        this.work = work;
        this.capacity = capacity;
    }

    void add(Drop drop) {
        if (drops.size() == capacity) {
            spill();
        }
        drops.add(drop);
    }

    List<DropRun> finish() {
        if (!drops.isEmpty()) {
            spill();
        }
        return List.copyOf(runs);
    }

    private void spill() {
        Collections.sort(drops);
        GrowingBytes out = new GrowingBytes(drops.size() * Drop.SIZE);
        List<DropRun.Slice> slices = new ArrayList<>();
        int from = 0;
        for (int i = 0; i < drops.size(); i++) {
            Drop drop = drops.get(i);
            out.putInt(drop.segment());
            out.putLong(drop.seq());
            out.put(drop.kind().code());
            if (i + 1 == drops.size() || drops.get(i + 1).epochDay() != drop.epochDay()) {
                slices.add(new DropRun.Slice(drop.epochDay(), from, i + 1 - from));
                from = i + 1;
            }
        }
        runs.add(new DropRun(work.create("drops", out.copy()), List.copyOf(slices)));
        drops.clear();
    }
}
