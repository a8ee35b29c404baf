package io.tarn.ingest.engine.spark;

import io.tarn.ingest.engine.EngineException;
import io.tarn.ingest.engine.Work;
import java.io.Serializable;
import org.apache.spark.api.java.function.Function;

/** One attempt at one unit, in an executor. */
final class Attempt<I extends Serializable, O extends Serializable> implements Function<byte[], byte[]> {
    private static final long serialVersionUID = 1L;

    private final String stage;
    private final Work<I, O> work;

    Attempt(String stage, Work<I, O> work) {
        this.stage = stage;
        this.work = work;
    }

    @Override
    public byte[] call(byte[] packed) throws InterruptedException {
        I unit = Packed.unpack(packed);
        try {
            return Packed.pack(work.run(unit));
        } catch (InterruptedException e) { // Spark kills a task this way
            throw e;
        } catch (Exception e) {
            throw EngineException.of(stage, unit, e);
        }
    }
}
