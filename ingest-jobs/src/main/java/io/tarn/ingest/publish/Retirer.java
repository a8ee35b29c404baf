package io.tarn.ingest.publish;

import io.tarn.core.head.FileEntry;
import io.tarn.core.head.Head;
import io.tarn.core.head.Head.State;
import io.tarn.core.key.Keys;
import io.tarn.core.store.ObjectStat;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * Deletes files of sealed days whose rows are in the lake (hot, waiting, and those of {@code gen}), once no query that
 * began before can still read them. Lake files that are being replaced are not its business.
 */
public final class Retirer {
    private final Target target;
    private final Heads heads;
    private final CatalogSync catalog;
    private final Grace grace;

    public Retirer(Target target, CatalogSync catalog, Grace grace) {
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
        if (!grace.over(day, head, storeNow)) {
            return head;
        }
        if (!head.files().isEmpty() && !catalog.shows(day, head.files())) {
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
                        ? new HeadEdit(now).retiredGone(head.retired()).done()
                        : now);
    }
}
