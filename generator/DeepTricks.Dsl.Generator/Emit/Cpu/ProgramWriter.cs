using System.Collections.Generic;
using System.Linq;

namespace DeepTricks.Dsl.Generator.Emit.Cpu;

/// <summary>Writes the phases of a program: loops over tasks, barriers between them.</summary>
internal sealed class ProgramWriter(ProgramModel model, string entry, List<List<WorkItem>> phases)
{
    /// <summary>Writes the fields and the constructor, which plans the buffers.</summary>
    /// <param name="writer">Where to.</param>
    /// <param name="program">Name of the nested class.</param>
    /// <param name="assigned">Declarations of fields that are set elsewhere.</param>
    /// <param name="setup">Statements of the constructor in front of the plan.</param>
    public void WriteMembers(CodeWriter writer, string program, IEnumerable<string> assigned, IEnumerable<string> setup)
    {
        writer.Line("private readonly GivenSizes given;");
        writer.Line("private readonly bool isDeclared;");
        foreach (string field in model.Fields.Concat(model.Buffers.Select(b => $"private readonly Floats {b.Field};")).Concat(assigned))
        {
            writer.Line(field);
        }

        writer.Line();
        using (writer.Block($"public {program}({Names.Class(model.Network.Graph.Spec)} network, int maximumBatch)\n    : base(network, maximumBatch)"))
        {
            writer.Line("var shapes = network.Shapes;");
            writer.Line("given = new GivenSizes(shapes);");
            writer.Line("isDeclared = given.AreDeclared;");
            foreach (string statement in model.Setup.Concat(setup))
            {
                writer.Line(statement);
            }

            WritePlan(writer);
        }

        writer.Line();
    }

    /// <summary>Writes the entry point: widest vectors, declared or given sizes.</summary>
    public void WriteEntry(CodeWriter writer)
    {
        writer.Line("/// <inheritdoc/>");
        using (writer.Block($"protected override void {entry}(Worker worker)"))
        {
            using (writer.Block("if (Avx512F.IsSupported)"))
            {
                writer.Line($"{entry}<Lanes16>(worker);");
            }

            using (writer.Block("else if (Vector256.IsHardwareAccelerated)"))
            {
                writer.Line($"{entry}<Lanes8>(worker);");
            }

            using (writer.Block("else if (Vector128.IsHardwareAccelerated)"))
            {
                writer.Line($"{entry}<Lanes4>(worker);");
            }

            using (writer.Block("else"))
            {
                writer.Line($"{entry}<Lanes1>(worker);");
            }
        }

        writer.Line();
        writer.Line($"private void {entry}<TLanes>(Worker worker)");
        using (writer.Block("    where TLanes : struct, ILanes<TLanes>"))
        {
            using (writer.Block("if (isDeclared)"))
            {
                writer.Line($"{entry}<TLanes, DeclaredSizes>(default, worker);");
            }

            using (writer.Block("else"))
            {
                writer.Line($"{entry}<TLanes, GivenSizes>(given, worker);");
            }
        }

        writer.Line().Line($"/// <summary>All phases, with a barrier where a task needs what another worker's task wrote.</summary>");
        writer.Line($"private void {entry}<TLanes, TSizes>(TSizes s, Worker worker)");
        writer.Line("    where TLanes : struct, ILanes<TLanes>");
        using (writer.Block("    where TSizes : struct, ISizes"))
        {
            for (int i = 0; i < phases.Count; i++)
            {
                writer.Line($"Phase{i + 1}<TLanes, TSizes>(s, worker);");
                WriteChecks(writer, phases[i]);
                if (i + 1 < phases.Count)
                {
                    writer.Line("worker.Barrier();");
                }

                if (phases[i].Any(item => item.ChecksLoss))
                {
                    using (writer.Block("if (LossIsNotFinite())"))
                    {
                        writer.Line("return;");
                    }

                    writer.Line();
                }
            }

            if (model.Training)
            {
                writer.Line("FinishUpdate<TLanes>(worker);");
            }
        }
    }

    /// <summary>Writes one method per phase.</summary>
    public void WritePhases(CodeWriter writer)
    {
        for (int i = 0; i < phases.Count; i++)
        {
            writer.Line();
            writer.Line($"/// <summary>{string.Join("; ", phases[i].Select(item => item.Title).Distinct())}.</summary>");
            writer.Line($"private void Phase{i + 1}<TLanes, TSizes>(TSizes s, Worker worker)");
            writer.Line("    where TLanes : struct, ILanes<TLanes>");
            using (writer.Block("    where TSizes : struct, ISizes"))
            {
                foreach (var group in Adjacent(phases[i]))
                {
                    WriteGroup(writer, group);
                }
            }
        }
    }

    private void WritePlan(CodeWriter writer)
    {
        var lifetimes = Schedule.Lifetimes(phases, model.Joints);
        writer.Line();
        writer.Line("// Each buffer is alive from the first phase that touches it to the last one; buffers that never live together share memory.");
        writer.Line("var plan = new BufferPlan();");
        foreach (var buffer in model.Buffers)
        {
            var (first, last) = buffer.Keeps || !lifetimes.TryGetValue(buffer.Field, out var lifetime) ? (0, phases.Count) : lifetime;
            writer.Line($"int {buffer.Field}Place = plan.Add({buffer.Length}, {first}, {last});");
        }

        writer.Line("Memory = plan.Allocate();");
        if (model.Training)
        {
            writer.Line("LiveBytes = plan.Peak * sizeof(float);");
        }

        foreach (var buffer in model.Buffers.OrderBy(b => b.Layout?.Depth ?? 0))
        {
            string own = $"plan[{buffer.Field}Place]";
            writer.Line(buffer.Layout is { Joint: { } joint } part
                ? $"{buffer.Field} = {part.Inside} ? {joint.Field} + ({part.Offset}) : {own};"
                : $"{buffer.Field} = {own};");
        }
    }

    private static IEnumerable<List<WorkItem>> Adjacent(List<WorkItem> items)
    {
        var group = new List<WorkItem>();
        foreach (var item in items)
        {
            if (group.Count > 0 && group[0].Domain.Name != item.Domain.Name)
            {
                yield return group;
                group = [];
            }

            group.Add(item);
        }

        yield return group;
    }

    private static void WriteGroup(CodeWriter writer, List<WorkItem> items)
    {
        var domain = items[0].Domain;
        if (domain == WorkDomain.Single)
        {
            using (writer.Block("if (worker.Index == 0)"))
            {
                WriteEach(writer, items);
            }

            return;
        }

        using (writer.Block($"for (int task = worker.First({domain.Tasks}); task < worker.End({domain.Tasks}); task++)"))
        {
            if (domain.Opening.Length > 0)
            {
                writer.Line(domain.Opening);
            }

            if (domain.Name == WorkDomain.Chunks.Name)
            {
                WriteChunk(writer, items);
            }
            else
            {
                WriteEach(writer, items);
            }
        }
    }

    private static void WriteChunk(CodeWriter writer, List<WorkItem> items)
    {
        foreach (var statement in items.SelectMany(item => item.Before))
        {
            writer.Line(statement);
        }

        var run = new List<WorkItem>();
        foreach (var item in items)
        {
            if (item.Whole.Count == 0 || item.Block is not null)
            {
                run.Add(item);
                continue;
            }

            WriteSamples(writer, run);
            run.Clear();
            writer.Line($"// {item.Title}");
            foreach (string statement in item.Whole)
            {
                writer.Line(statement);
            }
        }

        WriteSamples(writer, run);
        foreach (var statement in items.SelectMany(item => item.After))
        {
            writer.Line(statement);
        }
    }

    /// <summary>Items whose samples pass through all of them one by one, or block by block where an item is best given several.</summary>
    private static void WriteSamples(CodeWriter writer, List<WorkItem> items)
    {
        var blocks = items.Where(item => item.Block is not null).Select(item => item.Block!).Distinct().ToArray();
        if (blocks.Length == 0)
        {
            WriteRun(writer, items, "FirstSample(task)", "EndSample(task)");
            return;
        }

        string step = blocks.Aggregate((one, other) => $"Math.Max({one}, {other})");
        using (writer.Block($"for (int first = FirstSample(task); first < EndSample(task); first += {step})"))
        {
            writer.Line($"int end = Math.Min(first + {step}, EndSample(task));");
            var run = new List<WorkItem>();
            foreach (var item in items)
            {
                if (item.Block is null)
                {
                    run.Add(item);
                    continue;
                }

                WriteRun(writer, run, "first", "end");
                run.Clear();
                writer.Line($"// {item.Title}");
                foreach (string statement in item.Whole)
                {
                    writer.Line(statement);
                }
            }

            WriteRun(writer, run, "first", "end");
        }
    }

    private static void WriteRun(CodeWriter writer, List<WorkItem> items, string first, string end)
    {
        if (items.Any(item => item.Each.Count > 0))
        {
            using (writer.Block($"for (int sample = {first}; sample < {end}; sample++)"))
            {
                WriteEach(writer, items);
            }
        }
    }

    private static void WriteEach(CodeWriter writer, List<WorkItem> items)
    {
        foreach (var item in items.Where(item => item.Each.Count > 0))
        {
            writer.Line($"// {item.Title}");
            foreach (string statement in item.Each)
            {
                writer.Line(statement);
            }
        }
    }

    private void WriteChecks(CodeWriter writer, List<WorkItem> items)
    {
        var outputs = items.Where(item => item.Output is not null).Select(item => item.Output!.Value).ToArray();
        if (outputs.Length == 0)
        {
            return;
        }

        using (writer.Block("if (Checking)"))
        {
            writer.Line("worker.Barrier();");
            using (writer.Block("if (worker.Index == 0)"))
            {
                foreach (var (layer, output) in outputs)
                {
                    writer.Line($"Check(\"{layer}\", {model.Geometry(output)}, {output.Field});");
                }
            }

            writer.Line("worker.Barrier();");
        }

        writer.Line();
    }
}
