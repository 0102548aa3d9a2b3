using DeepTricks.Dsl;

namespace Shared.Reports;

/// <summary>Tells the user what happens and what came out.</summary>
internal interface IReport
{
    /// <summary>Says what is done next.</summary>
    void Say(string sentence);

    /// <summary>Runs <paramref name="training"/> and shows the news that it tells.</summary>
    T ShowTraining<T>(Func<IProgress<TrainingProgress>, T> training);

    /// <summary>Shows what came out.</summary>
    void Show(Outcome outcome);
}
