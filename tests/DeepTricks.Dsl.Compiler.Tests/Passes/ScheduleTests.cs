using DeepTricks.Dsl.Generator.Emit.Cpu;

namespace DeepTricks.Dsl.Compiler.Tests.Passes;

/// <summary>A barrier stands where a task needs what another worker's task wrote, and nowhere else.</summary>
public sealed class ScheduleTests
{
    [Fact]
    public void Items_that_touch_their_own_parts_run_on()
    {
        var first = new WorkItem("first", WorkDomain.Chunks).Writes("a");
        var second = new WorkItem("second", WorkDomain.Chunks).Reads("a").Writes("b");
        Assert.Single(Schedule.Of([first, second]));
    }

    [Fact]
    public void Reading_what_any_task_wrote_needs_a_barrier()
    {
        var first = new WorkItem("first", WorkDomain.Chunks).Writes("a");
        var second = new WorkItem("second", WorkDomain.Chunks).Reads("a", Reach.All);
        Assert.Equal(2, Schedule.Of([first, second]).Count);
    }

    [Fact]
    public void Tasks_of_another_kind_own_other_parts()
    {
        var first = new WorkItem("first", WorkDomain.Chunks).Writes("a");
        var second = new WorkItem("second", new WorkDomain("columns", "Panels")).Reads("a");
        Assert.Equal(2, Schedule.Of([first, second]).Count);
    }

    [Fact]
    public void Overwriting_what_another_task_may_still_read_needs_a_barrier()
    {
        var first = new WorkItem("first", WorkDomain.Chunks).Reads("a", Reach.All);
        var second = new WorkItem("second", WorkDomain.Chunks).Writes("a");
        Assert.Equal(2, Schedule.Of([first, second]).Count);
    }

    [Fact]
    public void A_buffer_lives_from_its_first_phase_to_its_last()
    {
        var items = new[]
        {
            new WorkItem("first", WorkDomain.Chunks).Writes("a").Writes("b"),
            new WorkItem("second", WorkDomain.Single).Reads("a", Reach.All).Writes("c", Reach.All),
            new WorkItem("third", WorkDomain.Chunks).Reads("c", Reach.All),
        };
        var lifetimes = Schedule.Lifetimes(Schedule.Of(items));
        Assert.Equal((0, 1), lifetimes["a"]);
        Assert.Equal((0, 0), lifetimes["b"]);
        Assert.Equal((1, 2), lifetimes["c"]);
    }
}
