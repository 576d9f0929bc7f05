package io.lamella.architecture.violations.core;

import com.amazonaws.services.lambda.runtime.Context;
import io.lamella.architecture.Breaks;
import io.lamella.architecture.Rule;
import io.quarkus.runtime.QuarkusApplication;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Provider;
import org.eclipse.microprofile.config.Config;
import software.amazon.awssdk.regions.Region;

final class Frameworks {

    @Breaks(Rule.CORE_IS_PLAIN_JAVA)
    Uni<String> mutiny(Uni<String> uni) {
        return uni;
    }

    @Breaks(Rule.CORE_IS_PLAIN_JAVA)
    QuarkusApplication quarkus(QuarkusApplication application) {
        return application;
    }

    @Breaks(Rule.CORE_IS_PLAIN_JAVA)
    Provider<String> jakarta(Provider<String> provider) {
        return provider;
    }

    @Breaks(Rule.CORE_IS_PLAIN_JAVA)
    Config microprofile(Config config) {
        return config;
    }

    @Breaks(Rule.CORE_IS_PLAIN_JAVA)
    Region amazon(Region region) {
        return region;
    }

    @Breaks(Rule.CORE_IS_PLAIN_JAVA)
    Context lambda(Context context) {
        return context;
    }
}
