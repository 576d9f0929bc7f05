package io.lamella.entry.lambda;

import com.oracle.svm.core.annotate.Substitute;
import com.oracle.svm.core.annotate.TargetClass;
import io.quarkus.amazon.lambda.runtime.AbstractLambdaPollLoop;
import io.quarkus.runtime.Application;
import java.util.concurrent.locks.LockSupport;

/// In a native executable Quarkus asks Lambda for events whatever it was started for. Where there is no Lambda, it takes that for
/// the end, and stops itself while a command runs. So there the thread that would ask waits until it is told to end.
@TargetClass(AbstractLambdaPollLoop.class)
final class PollingOnLambdaAlone {
    @Substitute
    @SuppressWarnings("unused")
    private void checkQuarkusBootstrapped() {
        if (System.getenv("AWS_LAMBDA_RUNTIME_API") != null) {
            Application.currentApplication().start(new String[0]);
            return;
        }
        while (!Thread.currentThread().isInterrupted()) {
            LockSupport.park(this);
        }
    }
}
