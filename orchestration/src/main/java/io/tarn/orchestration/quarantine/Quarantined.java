package io.tarn.orchestration.quarantine;

import io.tarn.core.CollectionName;
import io.tarn.core.store.ObjectStore;
import io.tarn.ingest.verify.NamedQuarantine;
import io.tarn.landing.QuarantineReader;
import io.tarn.landing.QuarantinedFrame;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.function.Predicate;

/** Goes through what was set aside, object by object. */
public final class Quarantined {
    private Quarantined() {}

    /** Shows each frame to {@code more} until that says false. */
    public static void each(
            ObjectStore state, Collection<CollectionName> collections, Predicate<QuarantinedFrame> more) {
        for (CollectionName collection : collections) {
            for (String object : NamedQuarantine.of(state, collection)) {
                if (!each(state, object, more)) {
                    return;
                }
            }
        }
    }

    private static boolean each(ObjectStore state, String object, Predicate<QuarantinedFrame> more) {
        try (QuarantineReader reader = QuarantineReader.open(state, object)) {
            for (QuarantinedFrame frame = reader.next(); frame != null; frame = reader.next()) {
                if (!more.test(frame)) {
                    return false;
                }
            }
            return true;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
