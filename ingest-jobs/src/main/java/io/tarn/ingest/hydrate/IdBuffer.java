package io.tarn.ingest.hydrate;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Gathers ids of rows and writes them as sorted runs, a bounded number at a time. Not thread-safe. */
final class IdBuffer {
    /** About 35 MB on the heap. */
    private static final int CAPACITY = 400_000;

    private final WorkArea work;
    private final int capacity;
    private final List<IdEntry> entries = new ArrayList<>();
    private final List<IdRun> runs = new ArrayList<>();

    IdBuffer(WorkArea work) {
        this(work, CAPACITY);
    }

    IdBuffer(WorkArea work, int capacity) {
        this.work = work;
        this.capacity = capacity;
    }

    void add(IdEntry entry) {
        if (entries.size() == capacity) {
            spill();
        }
        entries.add(entry);
    }

    List<IdRun> finish() {
        if (!entries.isEmpty()) {
            spill();
        }
        return List.copyOf(runs);
    }

    private void spill() {
        Collections.sort(entries);
        GrowingBytes out = new GrowingBytes(entries.size() * IdEntry.SIZE);
        for (IdEntry e : entries) {
            e.write(out);
        }
        byte[] bytes = out.copy();
        runs.add(new IdRun(work.create("ids", bytes), entries.size(), Checksum.of(bytes)));
        entries.clear();
    }
}
