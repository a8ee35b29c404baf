package io.tarn.core.head;

import java.time.Instant;

/**
 * Who works on something; saves others the work, never protects.
 *
 * @param host name of the machine
 * @param pid process id on it
 * @param started start of that process, which tells a reused pid
 * @param renewed last sign of life
 */
public record Owner(String host, long pid, Instant started, Instant renewed) {}
