package io.tarn.ingest.publish;

import io.tarn.core.head.FileEntry;
import io.tarn.core.head.FileEntry.Root;
import io.tarn.core.head.Head;
import io.tarn.core.head.Head.State;
import io.tarn.core.head.Owner;
import io.tarn.core.head.Pending;
import io.tarn.core.head.Pending.Kind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What a transaction makes of a day's head, kind by kind. Pure.
 *
 * <pre>
 *          begins in   while it stands   becomes      dropped
 * SEAL     SEALING     SEALING           SEALED       OPEN
 * APPEND   SEALED      SEALED            SEALED       SEALED
 * REPLACE  SEALED      REPLACING         REPLACING    SEALED
 * RETURN   REPLACING   REPLACING         SEALED       REPLACING
 * </pre>
 */
final class Transitions {
    private Transitions() {}

    /** Whether the head is still in the state in which the transaction began. */
    static boolean accepts(Head now, Kind kind, Set<String> sources, Owner self) {
        if (now.pending() != null) {
            return false;
        }
        return switch (kind) {
            case SEAL -> {
                Set<String> there = keys(now.files());
                there.addAll(keys(now.waiting()));
                yield now.state() == State.SEALING && self.equals(now.owner()) && there.containsAll(sources);
            }
            case APPEND -> now.state() == State.SEALED && keys(now.waiting()).containsAll(sources);
            // All of the day or nothing: a file that was appended meanwhile would be lost.
            case REPLACE -> now.state() == State.SEALED && keys(now.files()).equals(sources);
            case RETURN -> now.state() == State.REPLACING && keys(now.files()).equals(sources);
        };
    }

    static Head proposed(Head now, Pending pending, Owner self) {
        State state = pending.kind() == Kind.REPLACE ? State.REPLACING : now.state();
        return new HeadEdit(now).pending(pending).state(state, self).done();
    }

    /** Every file is visible, and readers are where they are to be. */
    static Head live(Head now, Pending pending, Instant at) {
        List<FileEntry> completed =
                pending.files().stream().map(FileEntry::completed).toList();
        HeadEdit edit = new HeadEdit(now).pending(null);
        return switch (pending.kind()) {
            case SEAL ->
                consumed(edit, now, pending, now.files(), at).files(completed).done();
            case APPEND ->
                consumed(edit, now, pending, List.of(), at).plusFiles(completed).done();
            case REPLACE ->
                edit.state(State.REPLACING, null)
                        .files(completed)
                        .plusRetired(now.files())
                        .done();
            case RETURN ->
                edit.state(State.SEALED, null)
                        .files(completed)
                        .retiredGone(replaced(now))
                        .plusRetired(now.files())
                        .done();
        };
    }

    private static HeadEdit consumed(HeadEdit edit, Head now, Pending pending, List<FileEntry> hot, Instant at) {
        Set<String> sources = new HashSet<>(pending.sources());
        List<FileEntry> consumed = new ArrayList<>(hot);
        now.waiting().stream().filter(file -> sources.contains(file.key())).forEach(consumed::add);
        return edit.state(State.SEALED, null).minusWaiting(sources, at).plusRetired(consumed);
    }

    /** @param visible those of its files that were completed and that nobody reads */
    static Head dropped(Head now, Pending pending, List<FileEntry> visible) {
        State before =
                switch (pending.kind()) {
                    case SEAL -> State.OPEN;
                    case APPEND, REPLACE -> State.SEALED;
                    case RETURN -> State.REPLACING;
                };
        HeadEdit edit = new HeadEdit(now).pending(null).state(before, null);
        return visible.isEmpty() ? edit.done() : edit.plusRetired(visible).done();
    }

    /** The lake files that a replacement replaced. */
    static List<FileEntry> replaced(Head head) {
        return head.retired().stream().filter(file -> file.root() == Root.LAKE).toList();
    }

    static Set<String> keys(List<FileEntry> files) {
        Set<String> keys = new HashSet<>();
        files.forEach(file -> keys.add(file.key()));
        return keys;
    }
}
