using DeepTricks.Dsl.Kernels;

namespace DeepTricks.Dsl.Kernels.Tests;

/// <summary>Buffers that live in a common phase never overlap, whatever their sizes and lifetimes.</summary>
public sealed class BufferPlanTests
{
    [Fact]
    public void Buffers_that_live_together_do_not_overlap()
    {
        var random = new Random(1);
        for (int round = 0; round < 200; round++)
        {
            var plan = new BufferPlan();
            var buffers = new List<(int Number, long Floats, int First, int Last)>();
            for (int i = 0; i < random.Next(1, 30); i++)
            {
                int first = random.Next(10);
                int last = random.Next(first, 10);
                long floats = random.Next(1, 1000);
                buffers.Add((plan.Add(floats, first, last), floats, first, last));
            }

            plan.Place();
            foreach (var a in buffers)
            {
                Assert.True(plan.Offset(a.Number) + a.Floats <= plan.Total);
                Assert.Equal(0, plan.Offset(a.Number) % 16);
                foreach (var b in buffers.Where(b => b.Number > a.Number && a.First <= b.Last && b.First <= a.Last))
                {
                    bool apart = plan.Offset(a.Number) + a.Floats <= plan.Offset(b.Number) || plan.Offset(b.Number) + b.Floats <= plan.Offset(a.Number);
                    Assert.True(apart, $"round {round}: buffers {a} and {b} overlap");
                }
            }

            Assert.True(plan.Total >= plan.Peak);
        }
    }

    [Fact]
    public void Buffers_that_never_live_together_share_memory()
    {
        var plan = new BufferPlan();
        plan.Add(1000, 0, 1);
        plan.Add(1000, 2, 3);
        plan.Place();
        Assert.Equal(plan.Peak, plan.Total);
    }
}
