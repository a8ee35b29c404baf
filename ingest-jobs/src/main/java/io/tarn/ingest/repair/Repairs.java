package io.tarn.ingest.repair;

import io.tarn.core.TarnException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** What a repair did, and what it had to leave, a line per object. Not thread-safe. */
final class Repairs {
    private final Consumer<String> done;
    private final List<String> left = new ArrayList<>();

    /** @param done told of each object as soon as it is whole again */
    Repairs(Consumer<String> done) {
        this.done = done;
    }

    /** Objects that are not, and why: each is a problem of the run. */
    List<String> left() {
        return List.copyOf(left);
    }

    void done(String key, String how) {
        done.accept("'" + key + "' " + how);
    }

    void left(String key, String why) {
        left.add("'" + key + "' is lost or damaged and was left as it is: " + why
                + ". Restore it from a copy of the bucket, or run 'tarn verify' to see what it needs");
    }

    /** Tries to mend one object; what refuses leaves it as it is, and the others have their turn. */
    void attempt(String key, Runnable mending) {
        try {
            mending.run();
        } catch (TarnException refused) {
            left(key, refused.why());
        }
    }
}
