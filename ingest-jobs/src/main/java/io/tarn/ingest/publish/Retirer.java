package io.tarn.ingest.publish;

import io.tarn.core.head.FileEntry;
import io.tarn.core.head.Head;
import io.tarn.core.head.Head.State;
import io.tarn.core.key.Keys;
import io.tarn.core.store.ObjectStat;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * Deletes hot and waiting files whose rows are in the lake, once no query that began before the seal can still read
 * them. The grace runs by the store's time: from the change that named them as retired to another object's time of now,
 * never by our clock.
 */
public final class Retirer {
    private final Target target;
    private final Heads heads;
    private final CatalogSync catalog;
    private final Duration grace;

    public Retirer(Target target, CatalogSync catalog, Duration grace) {
        this.target = target;
        this.heads = target.heads();
        this.catalog = catalog;
        this.grace = grace;
    }

    /**
     * Retires what may go.
     *
     * @param storeNow the store's time of something that was just written; older is safe, newer is not
     */
    public void retire(Collection<LocalDate> days, Instant storeNow) {
        Fan.out(days, day -> heads.read(day)
                .filter(head -> head.state() == State.SEALED && !head.retired().isEmpty())
                .map(head -> retire(day, head, storeNow)));
    }

    private Head retire(LocalDate day, Head head, Instant storeNow) {
        if (!grace.isZero()) {
            Instant since = head.retiredAt();
            if (since == null) {
                Instant modified = heads.modified(day);
                target.steps().at("head.grace " + day);
                return heads.change(
                        day,
                        now -> now.equals(head)
                                ? new HeadEdit(now).retiredAt(modified).done()
                                : now);
            }
            if (storeNow.isBefore(since.plus(grace))) {
                return head;
            }
        }
        if (!head.files().isEmpty() && !catalog.showsLake(day)) {
            catalog.reconcile(List.of(day));
        }
        return delete(day, head);
    }

    /** Also what else lies in the day's hot folder: files that were staged for the open day and went elsewhere. */
    private Head delete(LocalDate day, Head head) {
        List<String> gone = new ArrayList<>();
        for (ObjectStat object : target.state().list(Keys.hotPartition(target.collection(), day))) {
            gone.add(object.key());
        }
        head.retired().stream()
                .filter(file -> file.root() == FileEntry.Root.STATE)
                .map(FileEntry::key)
                .forEach(gone::add);
        target.steps().at("hot.delete " + day);
        target.state().deleteAll(gone);
        target.steps().at("head.retired " + day);
        return heads.change(
                day,
                now -> now.retired().equals(head.retired())
                        ? new HeadEdit(now).retiredGone().done()
                        : now);
    }
}
