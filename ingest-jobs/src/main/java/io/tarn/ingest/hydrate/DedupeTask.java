package io.tarn.ingest.hydrate;

import io.tarn.core.config.RowSettings;
import io.tarn.core.config.RowSettings.OnConflict;
import io.tarn.core.log.LogRecord.DerivedObject;
import io.tarn.ingest.engine.Work;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Set;

/**
 * Merges all ids of a hydrate with those of the look-back, all sorted, in one pass: memory does not grow with either.
 * Of one id the first row wins, and rows within the look-back of a winner's received day are dropped.
 */
final class DedupeTask implements Work<DedupeUnit, Deduped> {
    private static final long serialVersionUID = 1L;
    /** Bytes of all streams together, as far as {@link #LEAST_PIECE} allows. */
    private static final int BUFFERED = 64 << 20;

    private static final int LEAST_PIECE = 32 << 10;
    private static final int MOST_PIECE = 1 << 20;

    @Override
    public Deduped run(DedupeUnit unit) throws IOException {
        WorkArea work = new WorkArea(unit.spec());
        DropBuffer drops = new DropBuffer(work);
        Set<String> replaced = new HashSet<>(unit.replaced());
        boolean keepIds = unit.spec().outputs() == HydrateSpec.Outputs.ALL;
        try (IdWriter ids = new IdWriter(work, unit.spec().name())) {
            Winners winners = new Winners(unit.spec().settings());
            PriorityQueue<IdCursor> cursors = cursors(unit, work, replaced);
            while (!cursors.isEmpty()) {
                IdCursor cursor = cursors.remove();
                IdEntry id = cursor.entry();
                boolean write = winners.take(cursor, id, drops) || cursor.rewritten();
                if (write && keepIds) {
                    ids.add(cursor.receivedDay(), id);
                }
                cursor.advance();
                if (!cursor.atEnd()) {
                    cursors.add(cursor);
                }
            }
            return new Deduped(drops.finish(), winners.setAside, keepIds ? ids.finish() : List.of(), unit.replaced());
        }
    }

    private static PriorityQueue<IdCursor> cursors(DedupeUnit unit, WorkArea work, Set<String> replaced) {
        int streams = Math.max(1, unit.lookBack().size() + unit.runs().size());
        int piece = Math.max(LEAST_PIECE, Math.min(MOST_PIECE, BUFFERED / streams));
        List<IdCursor> cursors = new ArrayList<>();
        for (DerivedObject object : unit.lookBack()) {
            boolean rewrite = replaced.contains(object.key());
            cursors.add(IdCursor.of(work.state(), unit.spec().name(), object, rewrite, piece, cursors.size()));
        }
        for (IdRun run : unit.runs()) {
            cursors.add(IdCursor.of(work.state(), run, piece, cursors.size()));
        }
        cursors.removeIf(IdCursor::atEnd);
        return new PriorityQueue<>(cursors);
    }

    /** The winners of the id at hand. */
    private static final class Winners {
        private final int lookBackDays;
        private final Drop.Kind onConflict;
        private long high;
        private long low;
        private int[] days = new int[8];
        private long[] contents = new long[8];
        private int count;
        private long setAside;

        Winners(RowSettings settings) {
            lookBackDays = settings.dedupe().lookBackDays();
            OnConflict policy = settings.dedupe().onConflict();
            boolean quarantine = policy == OnConflict.QUARANTINE
                    || (policy == OnConflict.AUTO && settings.id().isEmpty());
            onConflict = quarantine ? Drop.Kind.QUARANTINED : Drop.Kind.CONFLICT;
        }

        /** Whether the entry is a new winner; drops it where it is not. */
        boolean take(IdCursor cursor, IdEntry id, DropBuffer drops) {
            if (IdEntry.compareIds(id.high(), id.low(), high, low) != 0) {
                high = id.high();
                low = id.low();
                count = 0;
            }
            if (cursor.known()) {
                add(cursor.receivedDay(), id.content());
                return false;
            }
            boolean found = false;
            boolean same = false;
            for (int i = 0; i < count; i++) {
                if (Math.abs((long) days[i] - cursor.receivedDay()) <= lookBackDays) {
                    found = true;
                    same |= contents[i] == id.content();
                }
            }
            if (!found) {
                add(cursor.receivedDay(), id.content());
                return true;
            }
            Drop.Kind why = same ? Drop.Kind.DUPLICATE : onConflict;
            drops.add(new Drop(id.epochDay(), id.segment(), id.seq(), why));
            setAside += why == Drop.Kind.QUARANTINED ? 1 : 0;
            return false;
        }

        private void add(int day, long content) {
            if (count == days.length) {
                days = Arrays.copyOf(days, count * 2);
                contents = Arrays.copyOf(contents, count * 2);
            }
            days[count] = day;
            contents[count] = content;
            count++;
        }
    }
}
