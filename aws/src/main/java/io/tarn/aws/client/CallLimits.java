package io.tarn.aws.client;

import java.time.Duration;

/**
 * How long one call of a service may take and how often it is tried.
 *
 * @param attempts in all, the first included
 * @param attempt of one of them, from connecting to the answer's end
 * @param call of all of them together, the pauses between them included
 */
public record CallLimits(int attempts, Duration attempt, Duration call) {
    /** For calls that may be repeated. */
    public static final CallLimits STANDARD = new CallLimits(5, Duration.ofSeconds(60), Duration.ofMinutes(4));

    /** For calls that must not be repeated without another look first, and may not take effect late. */
    public static final CallLimits ONCE = new CallLimits(1, Duration.ofSeconds(60), Duration.ofSeconds(60));

    /** Connecting to a server. */
    public static final Duration CONNECT = Duration.ofSeconds(5);

    /** Silence of a server within an answer. */
    public static final Duration SILENCE = Duration.ofSeconds(30);

    /** Waiting for one of the connections when all are in use. */
    public static final Duration CONNECTION = Duration.ofSeconds(60);

    /** Connections of the process, to all servers together. */
    public static final int CONNECTIONS = 128;
}
