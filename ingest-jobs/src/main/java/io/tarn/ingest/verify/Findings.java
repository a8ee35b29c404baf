package io.tarn.ingest.verify;

import io.tarn.core.CollectionName;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where the checks of one collection tell what they find. Thread-safe. */
final class Findings {
    private final CollectionName collection;
    private final Problems problems = new Problems();
    private final List<String> notes = new ArrayList<>();

    Findings(CollectionName collection) {
        this.collection = collection;
    }

    CollectionName collection() {
        return collection;
    }

    void problem(String kind, @Nullable String day, @Nullable String object, String what, String todo) {
        problems.add(new Problem(kind, collection.value(), day, object, what, todo));
    }

    synchronized void note(String note) {
        notes.add(collection + ": " + note);
    }

    Problems problems() {
        return problems;
    }

    List<Problem> listed() {
        return problems.all(collection.value());
    }

    synchronized List<String> notes() {
        return List.copyOf(notes);
    }
}
