using System.Collections.Generic;
using System.Linq;
using DeepTricks.Dsl.Generator.Fusion;
using DeepTricks.Dsl.Generator.Graph;
using DeepTricks.Dsl.Shapes;

namespace DeepTricks.Dsl.Generator.Emit.Cpu;

/// <summary>Emits the training program of a network: its buffers, and the phases of a step.</summary>
internal sealed class TrainingEmitter
{
    private readonly ProgramModel model;
    private readonly List<ChainModel> chains;

    public TrainingEmitter(FusedNetwork network)
    {
        model = new ProgramModel(network, training: true);
        chains = [.. network.Stages.Where(s => s.Kind == StageKind.Chain).Select(s => new ChainModel(network, s))];
    }

    public string Emit()
    {
        var items = new TrainingForward(model, chains).Items();
        var backward = new TrainingBackward(model, chains);
        items.AddRange(backward.Items());
        var phases = Schedule.Of(items);
        var program = new ProgramWriter(model, "Train", phases);

        var loops = new CodeWriter();
        using (loops.Block(""))
        {
            WriteLoops(loops, backward);
        }

        var writer = new CodeWriter();
        FileHeader.Write(writer, model.Network.Graph.Spec);
        using (writer.Block($"partial class {Names.Class(model.Network.Graph.Spec)}"))
        {
            writer.Line("/// <inheritdoc/>");
            writer.Line("protected override TrainingProgram CreateTraining(int maximumBatch) => new Training(this, maximumBatch);");
            writer.Line();
            writer.Line("/// <summary>The buffers of training, and one step's phases, forward and backward.</summary>");
            using (writer.Block("private sealed class Training : TrainingProgram"))
            {
                WriteMembers(writer, phases);
                program.WriteEntry(writer);
                program.WritePhases(writer);
                WriteLoops(writer, backward);
                writer.Line();
                model.Sizes.Write(writer, "Training");
            }
        }

        return writer.ToString();
    }

    private void WriteLoops(CodeWriter writer, TrainingBackward backward)
    {
        foreach (var chain in chains)
        {
            var (source, result, taken) = TrainingForward.Layouts(model, chain);
            writer.Line();
            new ChainForwardEmitter(chain, model.Sizes, source, result, taken, training: true).Write(writer);
            if (!backward.Reaches(chain.Stage))
            {
                continue;
            }

            var emitter = new ChainBackwardEmitter(chain, model.Sizes, source, result, backward.Gradient(chain.Stage.Result), taken);
            if (TrainingBackward.HasGradientLoop(chain))
            {
                writer.Line();
                emitter.WriteGradient(writer);
            }

            if (backward.NeedsSpread(chain))
            {
                writer.Line();
                emitter.WriteSpread(writer);
            }
        }
    }

    private void WriteMembers(CodeWriter writer, List<List<WorkItem>> phases)
    {
        var lifetimes = Schedule.Lifetimes(phases);
        writer.Line("private readonly GivenSizes given;");
        writer.Line("private readonly bool isDeclared;");
        foreach (string field in model.Fields)
        {
            writer.Line(field);
        }

        foreach (var (field, _, _) in model.Buffers)
        {
            writer.Line($"private readonly Floats {field};");
        }

        writer.Line();
        using (writer.Block($"public Training({Names.Class(model.Network.Graph.Spec)} network, int maximumBatch)\n    : base(network, maximumBatch)"))
        {
            writer.Line("var shapes = network.Shapes;");
            writer.Line("given = new GivenSizes(shapes);");
            writer.Line("isDeclared = given.AreDeclared;");
            foreach (string statement in model.Setup)
            {
                writer.Line(statement);
            }

            int drawers = model.Network.Graph.Spec.Layers.Count(l => l.Kind == LayerKind.Dropout);
            if (drawers > 0)
            {
                writer.Line($"ReserveKeys({drawers});");
            }

            writer.Line();
            writer.Line("// Each buffer is alive from the first phase that touches it to the last one; buffers that never live together share memory.");
            writer.Line("var plan = new BufferPlan();");
            foreach (var (field, length, keeps) in model.Buffers)
            {
                var (first, last) = keeps || !lifetimes.TryGetValue(field, out var lifetime) ? (0, phases.Count) : lifetime;
                writer.Line($"int {field}Place = plan.Add({length}, {first}, {last});");
            }

            writer.Line("Memory = plan.Allocate();");
            foreach (var (field, _, _) in model.Buffers)
            {
                writer.Line($"{field} = plan[{field}Place];");
            }
        }

        writer.Line();
    }
}
