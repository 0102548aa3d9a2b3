using DeepTricks.Dsl.Benchmarks.Ours;

namespace DeepTricks.Dsl.Benchmarks.Ours
{
    /// <summary>What the comparisons need beyond what users do: single training steps, without a trainer around them.</summary>
    internal interface IBenchmarkNetwork
    {
        /// <summary>Makes the buffers and code of training steps.</summary>
        TrainingProgram NewTraining(int maximumBatch);
    }
}

namespace DeepTricks.Dsl.Benchmarks.Networks
{
    public partial class M1 : IBenchmarkNetwork
    {
        TrainingProgram IBenchmarkNetwork.NewTraining(int maximumBatch) => CreateTraining(maximumBatch);
    }

    public partial class M2 : IBenchmarkNetwork
    {
        TrainingProgram IBenchmarkNetwork.NewTraining(int maximumBatch) => CreateTraining(maximumBatch);
    }

    public partial class M3 : IBenchmarkNetwork
    {
        TrainingProgram IBenchmarkNetwork.NewTraining(int maximumBatch) => CreateTraining(maximumBatch);
    }

    public partial class ResNet20 : IBenchmarkNetwork
    {
        TrainingProgram IBenchmarkNetwork.NewTraining(int maximumBatch) => CreateTraining(maximumBatch);
    }

    public partial class InceptionBlock : IBenchmarkNetwork
    {
        TrainingProgram IBenchmarkNetwork.NewTraining(int maximumBatch) => CreateTraining(maximumBatch);
    }

    public partial class UShape : IBenchmarkNetwork
    {
        TrainingProgram IBenchmarkNetwork.NewTraining(int maximumBatch) => CreateTraining(maximumBatch);
    }
}

namespace SqueezeNet
{
    public partial class PublishedSqueezeNet : IBenchmarkNetwork
    {
        DeepTricks.Dsl.TrainingProgram IBenchmarkNetwork.NewTraining(int maximumBatch) => CreateTraining(maximumBatch);
    }
}
