namespace DeepTricks.Dsl.Runtime.Tests;

public sealed class BatchPlanTests
{
    [Theory]
    [InlineData(100, 10, false, false, new[] { 10, 10, 10, 10, 10, 10, 10, 10, 10, 10 })]
    [InlineData(25, 10, false, false, new[] { 10, 10, 5 })]
    [InlineData(25, 10, true, false, new[] { 10, 10 })]
    [InlineData(21, 10, false, false, new[] { 10, 10, 1 })]
    [InlineData(21, 10, false, true, new[] { 10, 11 })]
    [InlineData(21, 10, true, true, new[] { 10, 10 })]
    [InlineData(22, 10, false, true, new[] { 10, 10, 2 })]
    [InlineData(3, 10, false, true, new[] { 3 })]
    [InlineData(1, 10, false, true, new[] { 1 })]
    [InlineData(3, 10, true, false, new int[0])]
    [InlineData(3, 1, false, true, new[] { 1, 1, 1 })]
    [InlineData(3, 2, false, true, new[] { 3 })]
    public void Cuts_an_epoch_into_batches(int samples, int batchSize, bool dropLast, bool joinSingle, int[] expected)
    {
        var plan = new BatchPlan(samples, batchSize, dropLast, joinSingle);
        Assert.Equal(expected, Enumerable.Range(0, plan.Batches).Select(i => plan.CountOf(i)));
        Assert.Equal(expected.DefaultIfEmpty().Max(), plan.LargestBatch);
        Assert.Equal(expected.DefaultIfEmpty().Min(), plan.SmallestBatch);
        int first = 0;
        for (int i = 0; i < plan.Batches; i++)
        {
            Assert.Equal(first, plan.First(i));
            first += plan.CountOf(i);
        }
    }
}
