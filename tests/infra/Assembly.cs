// The CDK's Node process serves one caller at a time: test classes in parallel fail or hang.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
