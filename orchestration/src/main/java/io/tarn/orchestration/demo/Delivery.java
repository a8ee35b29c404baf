package io.tarn.orchestration.demo;

import java.time.Instant;
import java.util.List;

/**
 * What the shop hands over at one time.
 *
 * @param arrives when it reaches Tarn
 * @param name of the file, relative to the collection's folder; payments come from a program, and have no file
 */
record Delivery(String collection, Instant arrives, String name, List<Line> lines) {}
