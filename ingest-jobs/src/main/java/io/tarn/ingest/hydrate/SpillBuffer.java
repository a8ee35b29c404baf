package io.tarn.ingest.hydrate;

import com.github.luben.zstd.ZstdCompressCtx;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Gathers rows in the order (segment, sequence) and spills them by event day: each run is one object, in it the days
 * ascending, in a day the rows in the order of arrival, in compressed blocks. However many days there are, memory is
 * the buffer's. Not thread-safe.
 */
final class SpillBuffer {
    /** Payload per compressed block: what a reader holds at a time. */
    private static final int BLOCK = 1 << 20;

    private static final int FIRST_CAPACITY = 1 << 16;
    private static final int LEVEL = 1;

    private final WorkArea work;
    private final int capacity;
    private final GrowingBytes rows = new GrowingBytes(FIRST_CAPACITY);
    private final List<SpillRun> runs = new ArrayList<>();
    // Per row: where it begins, and (day << 32 | row), which sorts by day and keeps the order of arrival.
    private int[] starts = new int[1024];
    private long[] order = new long[1024];
    private int[] payloads = new int[1024];
    private int count;

    SpillBuffer(WorkArea work, int capacity) {
        this.work = work;
        this.capacity = capacity;
    }

    void add(int epochDay, SpilledRow row) {
        int payload = row.to() - row.from();
        if (count > 0 && (long) rows.size() + payload > capacity) {
            spill();
        }
        if (count == starts.length) {
            starts = Arrays.copyOf(starts, count * 2);
            order = Arrays.copyOf(order, count * 2);
            payloads = Arrays.copyOf(payloads, count * 2);
        }
        starts[count] = rows.size();
        order[count] = ((long) epochDay << 32) | count;
        payloads[count] = payload;
        count++;
        RowCodec.write(row, rows);
    }

    /** Spills what is left. */
    List<SpillRun> finish() {
        if (count > 0) {
            spill();
        }
        return List.copyOf(runs);
    }

    private void spill() {
        Arrays.sort(order, 0, count);
        GrowingBytes object = new GrowingBytes(Math.max(FIRST_CAPACITY, rows.size() / 4));
        List<SpillRun.Slice> slices = new ArrayList<>();
        try (ZstdCompressCtx zstd = new ZstdCompressCtx()) {
            zstd.setLevel(LEVEL).setChecksum(true);
            int from = 0;
            while (from < count) {
                int to = from + 1;
                while (to < count && day(to) == day(from)) {
                    to++;
                }
                slices.add(slice(zstd, from, to, object));
                from = to;
            }
        }
        runs.add(new SpillRun(work.create("rows", object.copy()), List.copyOf(slices)));
        rows.clear();
        count = 0;
    }

    private int day(int position) {
        return (int) (order[position] >> 32);
    }

    private SpillRun.Slice slice(ZstdCompressCtx zstd, int from, int to, GrowingBytes object) {
        int offset = object.size();
        long bytes = 0;
        GrowingBytes block = new GrowingBytes(Math.min(BLOCK, rows.size()));
        for (int i = from; i < to; i++) {
            int row = (int) order[i];
            int start = starts[row];
            int end = row + 1 < count ? starts[row + 1] : rows.size();
            block.put(rows.array(), start, end - start);
            bytes += payloads[row];
            if (block.size() >= BLOCK || i + 1 == to) {
                SpillBlocks.write(zstd, block, object);
                block.clear();
            }
        }
        return new SpillRun.Slice(day(from), offset, object.size() - offset, to - from, bytes);
    }
}
