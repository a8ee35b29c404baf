package io.tarn.ingest.engine.spark;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.ObjectStreamClass;
import java.io.Serializable;
import java.io.UncheckedIOException;

/** Values as bytes of Java serialization; these bytes never leave the job. */
final class Packed {
    private Packed() {}

    static byte[] pack(Serializable value) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(value);
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "Cannot serialize " + value.getClass().getName(), e);
        }
        return bytes.toByteArray();
    }

    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"}) // as ObjectInputStream, with the cast in one place
    static <T> T unpack(byte[] bytes) {
        try (ObjectInputStream in = new JobInput(new ByteArrayInputStream(bytes))) {
            return (T) in.readObject();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read a value back", e);
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException("The job jar is not on the class path of this process", e);
        }
    }

    /** Finds the job's classes where Spark put them: in the thread's class loader. */
    private static final class JobInput extends ObjectInputStream {
        JobInput(InputStream in) throws IOException {
            super(in);
        }

        @Override
        protected Class<?> resolveClass(ObjectStreamClass type) throws IOException, ClassNotFoundException {
            ClassLoader loader = Thread.currentThread().getContextClassLoader();
            try {
                return Class.forName(type.getName(), false, loader);
            } catch (ClassNotFoundException e) {
                return super.resolveClass(type); // primitives
            }
        }
    }
}
