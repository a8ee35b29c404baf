package io.tarn.orchestration.demo;

import java.time.Instant;
import java.util.List;

/**
 * What the shop hands over at one time.
 *
 * @param arrives when it reaches Tarn
 * @param name of the file, relative to the collection's folder; "" where a program hands it over
 */
record Delivery(String collection, Instant arrives, String name, List<Line> lines) {
    /** Of the file, relative to the demo's folder. */
    String path() {
        return "shop/" + collection + "/" + name;
    }

    boolean isFile() {
        return !name.isEmpty();
    }
}
