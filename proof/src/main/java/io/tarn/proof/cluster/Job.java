package io.tarn.proof.cluster;

import java.nio.file.Path;

/**
 * What is handed to {@code spark-submit}.
 *
 * @param jar with Tarn in it
 * @param defaults Spark's settings as Tarn ships them
 */
record Job(Path jar, Path defaults) {}
