package io.tarn.proof.kills;

import io.tarn.ingest.publish.Steps;
import java.util.concurrent.CountDownLatch;

/**
 * Every change that this process makes passes here under a name. At one of them it stands still and says so, and its
 * parent kills it. Thread-safe.
 */
final class Gate implements Steps {
    private final Voice voice;
    private final String last;
    private int passes;

    /**
     * @param last name of the step that is never taken; empty: none
     * @param passes how often it is taken before that
     */
    Gate(Voice voice, String last, int passes) {
        this.voice = voice;
        this.last = last;
        this.passes = passes;
    }

    /** About to take a step; its name ends at the first blank. */
    @Override
    public void at(String step) {
        int blank = step.indexOf(' ');
        String name = blank < 0 ? step : step.substring(0, blank);
        if (name.equals(last) && isLast()) {
            voice.say(Voice.STANDS, name);
            stand();
        }
        voice.whisper(Voice.STEP, name);
    }

    private synchronized boolean isLast() {
        return passes-- == 0;
    }

    private static void stand() {
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            stand();
        }
    }
}
