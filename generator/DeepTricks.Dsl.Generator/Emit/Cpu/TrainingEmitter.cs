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
    private readonly List<PointwiseLossModel> losses;

    public TrainingEmitter(FusedNetwork network)
    {
        model = new ProgramModel(network, training: true);
        chains = [.. network.Stages.Where(s => s.Kind == StageKind.Chain).Select(s => new ChainModel(network, s))];
        losses = [.. PointwiseLossModel.Of(network)];
    }

    public string Emit()
    {
        var items = new TrainingForward(model, chains).Items();
        var backward = new TrainingBackward(model, chains);
        items.AddRange(backward.Items());
        var phases = Schedule.Of(items, model.Joints);
        var program = new ProgramWriter(model, "Train", phases);

        // The loops say which sizes they use, so they are written before the members that hold them.
        var loops = new CodeWriter();
        WriteLoops(loops, backward);

        var writer = new CodeWriter();
        FileHeader.Write(writer, model.Network.Graph.Spec);
        using (writer.Block($"partial class {Names.Class(model.Network.Graph.Spec)}"))
        {
            writer.Line("/// <inheritdoc/>");
            writer.Line("protected override TrainingProgram CreateTraining(int maximumBatch) => new Training(this, maximumBatch);");
            writer.Line();
            PointwiseLossModel.WriteEvaluation(writer, losses);
            writer.Line("/// <summary>The buffers of training, and one step's phases, forward and backward.</summary>");
            using (writer.Block("private sealed class Training : TrainingProgram"))
            {
                int drawers = model.Network.Graph.Spec.Layers.Count(l => l.Kind == LayerKind.Dropout);
                program.WriteMembers(writer, "Training", [], drawers > 0 ? [$"ReserveKeys({drawers});"] : []);
                program.WriteEntry(writer);
                program.WritePhases(writer);
                writer.Line(loops.ToString().TrimEnd('\n'));
                writer.Line();
                foreach (var loss in losses)
                {
                    loss.WriteLanes(writer);
                    writer.Line();
                }

                model.Sizes.Write(writer);
            }
        }

        return writer.ToString();
    }

    private void WriteLoops(CodeWriter writer, TrainingBackward backward)
    {
        foreach (var chain in chains)
        {
            var (source, result, taken) = Declarations.Layouts(model, chain);
            var forward = new ChainForwardEmitter(chain, model.Sizes, source, result, taken, training: true);
            if (chain.Stage.PoolsSource)
            {
                writer.Line();
                forward.WritePool(writer);
            }

            writer.Line();
            forward.Write(writer);
            if (!model.Network.Learns(chain.Stage.Result))
            {
                continue;
            }

            var emitter = new ChainBackwardEmitter(chain, model.Sizes, source, result, model.Gradients.Of(chain.Stage.Result), taken, model.Gradients.Adds(chain.Stage.Source, chain.Stage));
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
}
