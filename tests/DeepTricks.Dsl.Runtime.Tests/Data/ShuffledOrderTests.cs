namespace DeepTricks.Dsl.Runtime.Tests;

public sealed class ShuffledOrderTests
{
    [Fact]
    public void Every_epoch_is_a_new_permutation()
    {
        var order = new ShuffledOrder(500, seed: 3);
        var seen = new HashSet<string>();
        for (int epoch = 1; epoch <= 200; epoch++)
        {
            int[] samples = order.ForEpoch(epoch);
            Assert.Equal(Enumerable.Range(0, 500), samples.Order());
            Assert.True(seen.Add(string.Join(',', samples)), $"epoch {epoch} repeats an earlier one");
        }
    }

    [Theory]
    [InlineData(1000, 32)]
    [InlineData(1000, 8)]
    [InlineData(77, 10)]
    public void No_two_minibatches_of_a_run_hold_the_same_samples(int count, int batchSize)
    {
        var plan = new BatchPlan(count, batchSize, dropLast: false, joinSingle: false);
        var order = new ShuffledOrder(count, seed: 11);
        var seen = new HashSet<string>();
        for (int epoch = 1; epoch <= 50; epoch++)
        {
            int[] samples = order.ForEpoch(epoch);
            for (int i = 0; i < plan.Batches; i++)
            {
                string set = string.Join(',', samples.AsSpan(plan.First(i), plan.CountOf(i)).ToArray().Order());
                Assert.True(seen.Add(set), $"batch {i} of epoch {epoch} repeats an earlier one");
            }
        }
    }

    [Fact]
    public void An_epoch_depends_on_the_seed_and_its_number_alone()
    {
        var first = new ShuffledOrder(100, seed: 5);
        first.ForEpoch(1);
        first.ForEpoch(2);
        Assert.Equal(new ShuffledOrder(100, seed: 5).ForEpoch(7), first.ForEpoch(7));
        Assert.NotEqual(new ShuffledOrder(100, seed: 6).ForEpoch(7), first.ForEpoch(7));
    }

    [Fact]
    public void Every_sample_comes_at_every_place_equally_often()
    {
        const int Epochs = 6000;
        var order = new ShuffledOrder(6, seed: 1);
        var times = new int[6, 6];
        for (int epoch = 1; epoch <= Epochs; epoch++)
        {
            int[] samples = order.ForEpoch(epoch);
            for (int place = 0; place < 6; place++)
            {
                times[place, samples[place]]++;
            }
        }

        // 1000 expected, standard deviation 29; five of them on either side.
        Assert.All(times.Cast<int>(), count => Assert.InRange(count, 850, 1150));
    }

    [Fact]
    public void Later_epochs_take_no_array()
    {
        var order = new ShuffledOrder(10_000, seed: 1);
        int[] first = order.ForEpoch(1);
        long before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Same(first, order.ForEpoch(2));
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 500);
    }

    [Fact]
    public void The_natural_order_is_that_of_the_data_set()
    {
        var order = new ShuffledOrder(5, seed: 1);
        order.ForEpoch(1);
        Assert.Equal([0, 1, 2, 3, 4], order.Natural());
    }
}
