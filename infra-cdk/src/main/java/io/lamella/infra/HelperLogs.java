package io.lamella.infra;

import software.amazon.awscdk.CfnResource;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.lambda.CfnFunction;
import software.amazon.awscdk.services.logs.LogGroup;
import software.amazon.awscdk.services.logs.RetentionDays;

/// The logs of the functions that the CDK adds by itself, for buckets that are there already and for those that are to be emptied.
/// Without a log group of the stack's, Lambda makes one for each that nobody ever deletes.
final class HelperLogs {
    private HelperLogs() {}

    /// For the helpers that the stack has by now. They are its children, while functions of ours are made by constructs.
    static void keep(Stack stack, RetentionDays retention) {
        for (var helper : stack.getNode().getChildren()) {
            for (var part : helper.getNode().getChildren()) {
                if (part instanceof CfnResource resource
                        && resource.getCfnResourceType().equals(CfnFunction.CFN_RESOURCE_TYPE_NAME)) {
                    var log = LogGroup.Builder.create(stack, helper.getNode().getId() + "-Log")
                            .retention(retention)
                            .removalPolicy(RemovalPolicy.DESTROY)
                            .build();
                    resource.addPropertyOverride("LoggingConfig.LogGroup", log.getLogGroupName());
                }
            }
        }
    }
}
