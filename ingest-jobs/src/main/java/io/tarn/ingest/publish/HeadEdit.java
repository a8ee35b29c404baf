package io.tarn.ingest.publish;

import io.tarn.core.head.FileEntry;
import io.tarn.core.head.Head;
import io.tarn.core.head.Head.State;
import io.tarn.core.head.Owner;
import io.tarn.core.head.Pending;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A head in the making: the parts that change, by name, so that no transition lists the others. */
final class HeadEdit {
    private final Head from;
    private State state;
    private long through;
    private List<FileEntry> files;
    private List<FileEntry> waiting;
    private @Nullable Instant waitingSince;
    private @Nullable Pending pending;
    private List<FileEntry> retired;
    private @Nullable Instant retiredAt;
    private int schema;
    private int settings;
    private @Nullable Owner owner;

    HeadEdit(Head from) {
        this.from = from;
        this.state = from.state();
        this.through = from.through();
        this.files = from.files();
        this.waiting = from.waiting();
        this.waitingSince = from.waitingSince();
        this.pending = from.pending();
        this.retired = from.retired();
        this.retiredAt = from.retiredAt();
        this.schema = from.schema();
        this.settings = from.settings();
        this.owner = from.owner();
    }

    HeadEdit state(State next, @Nullable Owner by) {
        state = next;
        owner = by;
        return this;
    }

    HeadEdit through(long n, int schemaVersion, int settingsVersion) {
        through = n;
        schema = Math.max(schema, schemaVersion);
        settings = Math.max(settings, settingsVersion);
        return this;
    }

    HeadEdit files(List<FileEntry> next) {
        files = List.copyOf(next);
        return this;
    }

    HeadEdit plusFiles(List<FileEntry> more) {
        return files(plus(files, more));
    }

    HeadEdit plusWaiting(List<FileEntry> more, Instant now) {
        waiting = plus(waiting, more);
        if (waitingSince == null && !waiting.isEmpty()) {
            waitingSince = now;
        }
        return this;
    }

    /** Other files with the same rows. */
    HeadEdit waiting(List<FileEntry> next) {
        waiting = List.copyOf(next);
        return this;
    }

    /** Takes these out of the waiting files; what is left came later. */
    HeadEdit minusWaiting(Set<String> keys, Instant now) {
        waiting = waiting.stream().filter(file -> !keys.contains(file.key())).toList();
        waitingSince = waiting.isEmpty() ? null : now;
        return this;
    }

    HeadEdit pending(@Nullable Pending next) {
        pending = next;
        return this;
    }

    /** The grace starts anew for all, since the store's time of this change is not known yet. */
    HeadEdit plusRetired(List<FileEntry> more) {
        retired = plus(retired, more);
        retiredAt = null;
        return this;
    }

    HeadEdit retiredAt(Instant at) {
        retiredAt = at;
        return this;
    }

    /** These were deleted; where they are all, no grace runs any more. */
    HeadEdit retiredGone(List<FileEntry> gone) {
        retired = retired.stream().filter(file -> !gone.contains(file)).toList();
        retiredAt = retired.isEmpty() ? null : retiredAt;
        return this;
    }

    /** Revision and time are set by {@link Heads#change}. */
    Head done() {
        return new Head(
                from.collection(),
                from.day(),
                from.revision(),
                state,
                through,
                files,
                waiting,
                waitingSince,
                pending,
                retired,
                retiredAt,
                schema,
                settings,
                from.changedAt(),
                owner);
    }

    private static List<FileEntry> plus(List<FileEntry> some, List<FileEntry> more) {
        List<FileEntry> all = new ArrayList<>(some);
        all.addAll(more);
        return List.copyOf(all);
    }
}
