package io.tarn.ingest.plan;

import io.tarn.core.head.FileEntry;
import io.tarn.core.head.Head;
import io.tarn.core.key.Keys;
import io.tarn.ingest.plan.DayPlan.Action;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/** Decides from a head alone what is due for its day. Pure. */
public final class DayPlanner {
    /** Late files that are a tenth of the day are worth a merge, however few. */
    private static final int TENTH = 10;

    private DayPlanner() {}

    /**
     * The plan of a day.
     *
     * @param now the time to measure ages against
     */
    public static DayPlan plan(Head head, DayRules rules, Urgency urgency, Landing landing, Instant now) {
        if (head.pending() != null) {
            return of(head, Action.FINISH, List.of(), "a transaction of an earlier run is not finished");
        }
        return switch (head.state()) {
            case OPEN -> open(head, rules, urgency, landing, now);
            case SEALING -> of(head, Action.FINISH, List.of(), "a seal was begun and not finished");
            case SEALED -> sealed(head, rules, urgency, now);
            case REPLACING -> replacing(head, rules, now);
        };
    }

    private static DayPlan open(Head head, DayRules rules, Urgency urgency, Landing landing, Instant now) {
        List<FileEntry> inputs = new ArrayList<>(head.files());
        inputs.addAll(head.waiting());
        if (inputs.isEmpty()) {
            return of(head, Action.NONE, inputs, "it has no rows");
        }
        if (urgency == Urgency.AT_ONCE) {
            return of(head, Action.SEAL, inputs, "asked for");
        }
        if (!rules.closed(LocalDate.parse(head.day()), now)) {
            return of(head, Action.NONE, inputs, "the day is open");
        }
        if (head.files().isEmpty() && landing == Landing.UNDER_WAY && !rules.rested(head.changedAt(), now)) {
            return of(head, Action.WAIT, inputs, "more of an import may come");
        }
        return of(head, Action.SEAL, inputs, "the day is over");
    }

    private static DayPlan sealed(Head head, DayRules rules, Urgency urgency, Instant now) {
        List<FileEntry> waiting = head.waiting();
        if (waiting.isEmpty()) {
            return merge(head, rules, now);
        }
        if (urgency == Urgency.AT_ONCE) {
            return of(head, Action.APPEND, waiting, "asked for");
        }
        if (bytes(waiting) >= rules.lateBytes()) {
            return of(head, Action.APPEND, waiting, "late rows are worth a file");
        }
        Instant since = head.waitingSince();
        if (since == null || !now.isBefore(since.plus(rules.lateEvery()))) {
            return of(head, Action.APPEND, waiting, "late rows have waited long enough");
        }
        return of(head, Action.WAIT, waiting, "late rows wait for more");
    }

    private static DayPlan merge(Head head, DayRules rules, Instant now) {
        List<FileEntry> late = late(head, rules);
        if (late.isEmpty()) {
            return of(head, Action.NONE, late, "sealed");
        }
        boolean many = late.size() >= rules.merge().files();
        boolean large = bytes(late) >= bytes(head.files()) / TENTH;
        if ((many || large) && rules.quiet(head.changedAt(), now)) {
            String reason = late.size() + " late files" + (many ? "" : " are a tenth of the day");
            return of(head, Action.MERGE, head.files(), reason);
        }
        if (bytes(head.files()) <= rules.targetFile() && rules.longQuiet(head.changedAt(), now)) {
            return of(head, Action.MERGE, head.files(), "one file could hold the day");
        }
        return of(head, Action.NONE, late, "its late files are few, or came not long ago");
    }

    /** What was appended to the day after its seal, or after it was last merged, and is too small to stay as it is. */
    private static List<FileEntry> late(Head head, DayRules rules) {
        if (head.files().isEmpty()) {
            return List.of();
        }
        String sealed = Keys.txid(head.files().get(0).key());
        return head.files().stream()
                .filter(file -> !Keys.txid(file.key()).equals(sealed) && rules.small(file))
                .toList();
    }

    private static DayPlan replacing(Head head, DayRules rules, Instant now) {
        Instant since = head.retiredAt();
        if (since != null && now.isBefore(since.plus(rules.grace()))) {
            return of(
                    head,
                    Action.WAIT,
                    List.of(),
                    "readers of the replaced files have until " + since.plus(rules.grace()));
        }
        return of(head, Action.FINISH, List.of(), "a replacement was begun and not finished");
    }

    private static DayPlan of(Head head, Action action, List<FileEntry> inputs, String reason) {
        long rows = inputs.stream().mapToLong(FileEntry::rows).sum();
        return new DayPlan(LocalDate.parse(head.day()), action, inputs.size(), rows, bytes(inputs), reason);
    }

    private static long bytes(List<FileEntry> files) {
        return files.stream().mapToLong(FileEntry::size).sum();
    }
}
