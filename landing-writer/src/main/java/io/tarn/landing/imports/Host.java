package io.tarn.landing.imports;

import io.tarn.core.head.Owners;
import java.time.Clock;

/** This machine's name, as owners of other things are known by it too. */
final class Host {
    private Host() {}

    static String name() {
        return new Owners(Clock.systemUTC()).current().host();
    }
}
