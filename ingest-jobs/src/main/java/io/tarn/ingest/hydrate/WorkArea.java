package io.tarn.ingest.hydrate;

import io.tarn.core.CollectionName;
import io.tarn.core.ExitCode;
import io.tarn.core.TarnException;
import io.tarn.core.key.Keys;
import io.tarn.core.log.LogRecord.DerivedObject;
import io.tarn.core.store.ObjectStore;
import io.tarn.core.store.Stores;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HexFormat;

/**
 * Where one attempt at one unit puts its objects. Every attempt has names of its own, so that two attempts at the same
 * unit never meet; what a lost attempt leaves goes with the work area.
 */
final class WorkArea {
    private static final SecureRandom RANDOM = new SecureRandom();

    private final ObjectStore state;
    private final CollectionName collection;
    private final String run;
    private final String attempt;
    private int next;

    WorkArea(HydrateSpec spec) {
        state = Stores.open(spec.state());
        collection = spec.name();
        run = spec.run();
        byte[] name = new byte[8];
        RANDOM.nextBytes(name);
        attempt = HexFormat.of().formatHex(name);
    }

    ObjectStore state() {
        return state;
    }

    /** The part of derived objects' names that is this attempt's own. */
    String attemptName() {
        return run + "-" + attempt;
    }

    /** A key that nobody else uses. */
    String newKey(String kind) {
        return Keys.workOf(collection, run) + kind + "-" + attempt + "-" + next++;
    }

    /** Creates a small object of the work area. */
    String create(String kind, byte[] bytes) {
        String key = newKey(kind);
        created(state.create(key, bytes), key);
        return key;
    }

    /** Creates an object outside of the work area from a file. */
    DerivedObject create(String key, Path file, long size, String crc32c, long count) {
        created(state.create(key, file), key);
        return new DerivedObject(key, size, crc32c, count);
    }

    static void created(boolean ours, String key) {
        if (!ours) {
            throw new TarnException(
                    ExitCode.INTEGRITY,
                    "Object '" + key + "' could not be written",
                    "there is one already, although its name is random",
                    "Run it again; if it happens again, look at who else writes there");
        }
    }
}
